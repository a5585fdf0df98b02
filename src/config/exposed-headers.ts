/** Response headers of both APIs that scripts of other origins may read (CORS). */
export const EXPOSED_HEADERS = ['X-Content-Seq', 'Retry-After', 'ETag', 'Age'];
