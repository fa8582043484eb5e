import type { RouteDeclaration } from '../arm/define-route.ts'

/** Every call below a service that is no verb of a resource. */
export const routes: readonly RouteDeclaration[] = []
