/** How long a test goes on that does something again and again, each time otherwise. */
export const STEPS = Number(process.env.TEST_STEPS ?? 40);
