export const experimentRoutes = [] as const
