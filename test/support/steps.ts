/** How many random steps a test takes. */
export const STEPS = Number(process.env.TEST_STEPS ?? 40);
