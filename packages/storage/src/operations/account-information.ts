import { defineOperation } from './storage-operation.ts'

export const getAccountInformation = defineOperation({
  title: 'Get Account Information',
  needs: 'rwdlacup',
  openTo: 'signatures',
  handle: () => ({
    status: 200,
    headers: { 'x-ms-sku-name': 'Standard_LRS', 'x-ms-account-kind': 'BlobStorage', 'x-ms-is-hns-enabled': 'false' },
  }),
})
