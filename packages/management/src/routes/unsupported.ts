import type { UnsupportedRoutes } from '../arm/define-route.ts'

/** What the compatible service has and this one answers with 501, and why. */
export const unsupported: readonly UnsupportedRoutes[] = []
