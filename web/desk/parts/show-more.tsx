// The end of a list that is fetched page by page: the button for more, and the count.
import type { ReactNode } from 'react';
import { WORDS } from '../words/words.js';

/** The result of `useInfiniteQuery` for `pagesOf`. */
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
