// The end of a list that comes page by page.
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

export const ShowMore = ({ list }: { readonly list: PagedList<unknown> }) =>
  list.hasNextPage && (
    <p className="after">
      <button
        className="button"
        type="button"
        aria-disabled={list.isFetchingNextPage}
        onClick={() => {
          if (!list.isFetchingNextPage) void list.fetchNextPage();
        }}
      >
        {WORDS.showMore}
      </button>
    </p>
  );
