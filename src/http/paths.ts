// Where the two APIs are.
export const DELIVERY_PATH = '/graphql';
export const DESK_PATH = '/graphql/desk';
