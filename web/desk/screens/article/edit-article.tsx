import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';

interface EditArticleProps {
  readonly articleId: string;
  readonly onClose: () => void;
}

/** Editing has no dialog: it is the write screen. */
export function EditArticle({ articleId, onClose }: EditArticleProps) {
  const navigate = useNavigate();
  useEffect(() => {
    onClose();
    void navigate({ to: '/articles/$articleId/write', params: { articleId } });
  }, []);
  return null;
}
