// The end of a list that comes page by page.
import type { ReactNode } from 'react';
import { WORDS } from '../words/words.js';

/** What `useInfiniteQuery` gives for `pagesOf`. */
export interface PagedList<TNode> {
  readonly data?:
    | {
        readonly pages: readonly {
          readonly page: { readonly nodes: readonly TNode[]; readonly totalCount: number };
        }[];
      }
    | undefined;
  readonly error: unknown;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
  readonly refetch: () => Promise<unknown>;
}

interface ShowMoreProps {
  readonly list: Pick<PagedList<unknown>, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>;
  readonly label?: string;
  /** Beside the button: how many there are. */
  readonly children?: ReactNode;
}

/** Nothing, where the list is whole and there is nothing to say of it. */
export const ShowMore = ({ list, label = WORDS.showMore, children }: ShowMoreProps) =>
  (list.hasNextPage || children !== undefined) && (
    <p className="after">
      {list.hasNextPage && (
        <button
          className="button"
          type="button"
          aria-disabled={list.isFetchingNextPage}
          onClick={() => {
            if (!list.isFetchingNextPage) void list.fetchNextPage();
          }}
        >
          {label}
        </button>
      )}{' '}
      {children}
    </p>
  );
