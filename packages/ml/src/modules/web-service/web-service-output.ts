import * as z from 'zod'
import { defineModule } from '../define-module.ts'

/** Where a call's result leaves the experiment. @see reference: AzureML, 4.1 */
export const webServiceOutput = defineModule({
  id: 'web-service-output',
  title: 'Web service output',
  category: 'Web Service',
  summary: 'Gives its rows to the caller.',
  inputs: { data: { type: 'table', title: 'Data' } },
  outputs: {},
  parameters: z.strictObject({
    name: z.string().min(1).max(100).default('output1').describe('Name under which callers find this output'),
  }),
  webServicePort: 'output',
  outputSchema: () => ({}),
  run: () => ({}),
})
