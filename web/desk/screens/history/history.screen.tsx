import { ArticleFrame } from '../article/article-frame.js';

export function HistoryScreen() {
  return <ArticleFrame tab="history" articleId="" />;
}
