import { ArticleFrame } from '../article/article-frame.js';

export function WriteScreen() {
  return <ArticleFrame tab="write" articleId="" />;
}
