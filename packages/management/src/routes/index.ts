import type { RouteDeclaration } from '../arm/define-route.ts'
import { listFragmentReferences } from './list-fragment-references.ts'

/** Every call below a service that is no verb of a resource. */
export const routes: readonly RouteDeclaration[] = [listFragmentReferences]
