import { developerRoute } from './developer-route.ts'
import { frontRoute } from './front/routes.ts'
import { tryItRoute } from './try-it/routes.ts'

/** Every page of the developer portal. */
export const developerRoutes = developerRoute.addChildren([frontRoute, tryItRoute])
