export const trainedModelRoutes = [] as const
