import { ArticleFrame } from '../article/article-frame.js';

export function PreviewScreen() {
  return <ArticleFrame tab="preview" articleId="" />;
}
