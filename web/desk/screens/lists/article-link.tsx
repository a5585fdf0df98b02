// The title of an article in a list, as the link to the screen where the viewer goes on with it.
import { Link } from '@tanstack/react-router';
import type { DeskArticleWhere, TransitionName } from '../../generated/operations.js';
import { isEditor } from '../../frame/use-session.js';
import type { Viewer } from '../../api/session.js';
import { Title } from '../../parts/text.js';

export type ArticleTarget = 'write' | 'review' | 'history';

interface Options {
  readonly transitions: readonly { readonly name: TransitionName; readonly allowed: boolean }[];
}

/** A writer goes on writing where that may be done; opening never edits for an editor, who reads first. */
export const targetFor = (viewer: Pick<Viewer, 'role'>, { transitions }: Options): ArticleTarget =>
  !isEditor(viewer) && transitions.some(({ name, allowed }) => name === 'EDIT' && allowed)
    ? 'write'
    : 'review';

interface ArticleLinkProps {
  readonly articleId: string;
  readonly title: string;
  readonly to: ArticleTarget;
  readonly as?: 'h2' | 'h3' | 'p' | 'span';
  /** The queue's filters: the review screen goes on to the next article that they let through. */
  readonly queue?: DeskArticleWhere | undefined;
}

export const ArticleLink = ({ articleId, title, to, as = 'h2', queue }: ArticleLinkProps) => (
  <Title text={title} as={as}>
    <Link to={`/articles/$articleId/${to}`} params={{ articleId }} search={queue && { queue }}>
      {title}
    </Link>
  </Title>
);
