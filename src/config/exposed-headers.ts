/** Response headers of both APIs that a browser's scripts may read. */
export const EXPOSED_HEADERS = ['X-Content-Seq', 'Retry-After', 'ETag'];
