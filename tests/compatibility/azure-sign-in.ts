/**
 * What a script of somebody does who comes from the compatible cloud: sign in with Azure's own library, then use the
 * SDK. Runs in a process of its own, because Node reads NODE_EXTRA_CA_CERTS only when it starts.
 */
import { ApiManagementClient } from '@azure/arm-apimanagement'
import { ClientSecretCredential } from '@azure/identity'

const [endpoint = '', subscriptionId = '', resourceGroup = '', service = '', clientId = '', clientSecret = ''] =
  process.argv.slice(2)
const tenantId = '11111111-2222-4333-8444-555555555555'
const credential = new ClientSecretCredential(tenantId, clientId, clientSecret, {
  authorityHost: endpoint,
  // Unknown hosts would be looked up at Microsoft's otherwise.
  disableInstanceDiscovery: true,
})
const client = new ApiManagementClient(credential, subscriptionId, {
  endpoint,
  credentialScopes: [`${endpoint}/.default`],
})
const names: string[] = []
for await (const group of client.group.listByService(resourceGroup, service)) names.push(String(group.name))
console.log(JSON.stringify(names))
