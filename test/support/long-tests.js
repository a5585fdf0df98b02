// For tests that start and stop processes of their own, or go through very much: seconds on a quiet machine, minutes on a busy one.
import { jest } from '@jest/globals';

jest.setTimeout(240_000);
