// The operation in the editor of an explorer that is opened for the first time.

export const DELIVERY_QUERY = `# What readers can see. Run it with Ctrl-Enter.
query LatestArticles {
  articles(first: 5) {
    totalCount
    nodes {
      slug
      title
      excerpt
      publishedAt
      authors {
        name
      }
      tags {
        slug
        name
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`;

export const DESK_QUERY = `# Sign in above, then run it with Ctrl-Enter.
query MyDesk {
  viewer {
    name
    role
  }
  articles(first: 5) {
    totalCount
    nodes {
      id
      version
      reviewState
      working {
        title
      }
      transitions {
        name
        allowed
        blockedBy {
          code
          message
        }
      }
    }
  }
}
`;
