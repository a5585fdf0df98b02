// The HTTP paths of the two APIs.
export const DELIVERY_PATH = '/graphql';
export const DESK_PATH = '/graphql/desk';
