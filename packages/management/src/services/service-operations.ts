import { providerRoutes } from './provider-router.ts'

/** Operations on services as a whole, and around them, in the words of the compatible service. */
export interface ServiceOperation {
  readonly methods: readonly string[]
  readonly path: string
  /** Why it is refused; undefined = it is served. */
  readonly reason?: string
}

const subscription = '/subscriptions/{subscriptionId}'
const provider = 'providers/Microsoft.ApiManagement'
const group = `${subscription}/resourceGroups/{resourceGroupName}/${provider}`

const workspaceGateways =
  'Gateways of workspaces are resources of the cloud; start further gateways of this installation with `sluice start --role gateway`.'

export const serviceOperations: readonly ServiceOperation[] = [
  { methods: ['GET', 'PUT', 'PATCH', 'DELETE'], path: `${group}/service/{serviceName}` },
  { methods: ['GET'], path: `${group}/service` },
  { methods: ['GET'], path: `${subscription}/${provider}/service` },
  { methods: ['GET'], path: `/${provider}/operations` },
  ...providerRoutes.map(({ method, path }) => ({ methods: [method], path: `${subscription}/${provider}${path}` })),
  { methods: ['GET', 'PUT', 'PATCH', 'DELETE'], path: `${group}/gateways/{gatewayName}`, reason: workspaceGateways },
  { methods: ['GET'], path: `${group}/gateways`, reason: workspaceGateways },
  { methods: ['GET'], path: `${subscription}/${provider}/gateways`, reason: workspaceGateways },
  { methods: ['GET'], path: `${group}/gateways/{gatewayName}/skus`, reason: workspaceGateways },
  { methods: ['GET'], path: `${group}/gateways/{gatewayName}/configConnections`, reason: workspaceGateways },
  {
    methods: ['GET', 'PUT', 'DELETE'],
    path: `${group}/gateways/{gatewayName}/configConnections/{configConnectionName}`,
    reason: workspaceGateways,
  },
]
