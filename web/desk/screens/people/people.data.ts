import { pagesOf } from '../../parts/pages.js';
import { PeopleScreenDocument } from '../../generated/operations.js';

export const peopleQuery = (search = '') => pagesOf('people', PeopleScreenDocument, { search });
