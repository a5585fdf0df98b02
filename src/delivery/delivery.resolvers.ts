export const deliveryResolvers = (_database: unknown) => ({});
