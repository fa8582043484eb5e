import type { AccessRoute, AccessSurroundings } from '../access-route.ts'
import { accountRoutes } from './account-routes.ts'
import { actAsRoutes } from './act-as-routes.ts'
import { clientRoutes } from './client-routes.ts'
import { consoleRoutes } from './console-routes.ts'
import { delegationRoutes } from './delegation-routes.ts'
import { developerRoutes } from './developer-routes.ts'
import { externalSignInRoutes } from './external-sign-in-routes.ts'
import { oauthRoutes } from './oauth-routes.ts'
import { resourceManagerRoutes } from './resource-manager-routes.ts'
import { sessionRoutes } from './session-routes.ts'
import { studioRoutes } from './studio-routes.ts'
import { tokenRoutes } from './token-routes.ts'

/** Every route outside the resource manager's tree that has to do with who may do what. */
const families: readonly ((surroundings: AccessSurroundings) => readonly AccessRoute[])[] = [
  sessionRoutes,
  accountRoutes,
  actAsRoutes,
  tokenRoutes,
  clientRoutes,
  consoleRoutes,
  delegationRoutes,
  developerRoutes,
  externalSignInRoutes,
  oauthRoutes,
  resourceManagerRoutes,
  studioRoutes,
]

export const createAccessRoutes = (surroundings: AccessSurroundings): readonly AccessRoute[] =>
  families.flatMap((family) => family(surroundings))
