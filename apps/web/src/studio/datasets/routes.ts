export const datasetRoutes = [] as const
