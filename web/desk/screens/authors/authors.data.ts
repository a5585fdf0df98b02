import { pagesOf } from '../../parts/pages.js';
import { AuthorsScreenDocument } from '../../generated/operations.js';

export const authorsQuery = (search = '') => pagesOf('authors', AuthorsScreenDocument, { search });
