export const storageRoutes = [] as const
