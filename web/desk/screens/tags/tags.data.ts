import { pagesOf } from '../../parts/pages.js';
import { TagsScreenDocument } from '../../generated/operations.js';

export const tagsQuery = (search = '') => pagesOf('tags', TagsScreenDocument, { search });
