// An article's title in a list, as a link to the screen that the viewer most likely needs.
import { Link } from '@tanstack/react-router';
import type { DeskArticleWhere, TransitionName } from '../../generated/operations.js';
import { isEditor } from '../../frame/use-session.js';
import type { Viewer } from '../../api/session.js';
import { Title } from '../../parts/text.js';

export type ArticleTarget = 'write' | 'review' | 'history';

interface Options {
  readonly transitions: readonly { readonly name: TransitionName; readonly allowed: boolean }[];
}

/** A writer's link leads to the write screen where the article may be edited; an editor's always to the review. */
export const targetFor = (viewer: Pick<Viewer, 'role'>, { transitions }: Options): ArticleTarget =>
  !isEditor(viewer) && transitions.some(({ name, allowed }) => name === 'EDIT' && allowed)
    ? 'write'
    : 'review';

interface ArticleLinkProps {
  readonly articleId: string;
  readonly title: string;
  readonly to: ArticleTarget;
  readonly as?: 'h2' | 'h3' | 'p' | 'span';
  /** The queue's filter, with which the review screen goes on to the next article. */
  readonly queue?: DeskArticleWhere | undefined;
}

export const ArticleLink = ({ articleId, title, to, as = 'h2', queue }: ArticleLinkProps) => (
  <Title text={title} as={as}>
    <Link to={`/articles/$articleId/${to}`} params={{ articleId }} search={queue && { queue }}>
      {title}
    </Link>
  </Title>
);
