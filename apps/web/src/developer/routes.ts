import { apiRoutes } from './apis/routes.ts'
import { developerRoute } from './developer-route.ts'
import { frontRoute } from './front/routes.ts'
import { issueRoutes } from './issues/routes.ts'
import { productRoutes } from './products/routes.ts'
import { profileRoutes } from './profile/routes.ts'
import { tryItRoute } from './try-it/routes.ts'
import { usageRoutes } from './usage/routes.ts'

export { accountRoutes } from './account/routes.ts'

/** Every page of the developer portal. */
export const developerRoutes = developerRoute.addChildren([
  frontRoute,
  ...apiRoutes,
  tryItRoute,
  ...productRoutes,
  ...profileRoutes,
  ...usageRoutes,
  ...issueRoutes,
])
