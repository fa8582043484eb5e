export const canvasRoutes = [] as const
