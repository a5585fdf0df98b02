import { ArticleFrame } from '../article/article-frame.js';

export function ReviewScreen() {
  return <ArticleFrame tab="review" articleId="" />;
}
