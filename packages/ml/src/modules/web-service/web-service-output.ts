import * as z from 'zod'
import { defineModule } from '../define-module.ts'

/** Where a call's result leaves the experiment. @see reference: AzureML, 4.1 */
export const webServiceOutput = defineModule({
  id: 'web-service-output',
  title: 'Web service output',
  category: 'Web Service',
  summary: 'Gives its rows to the caller.',
  inputs: { data: { type: 'table', alsoTakes: ['trained-model', 'trained-clustering-model'], title: 'Data' } },
  outputs: {},
  parameters: z.strictObject({
    name: z
      .string()
      .min(1)
      .max(100)
      .default('output1')
      .meta({ title: 'Name', description: 'Callers find this output under this name.' }),
  }),
  webServicePort: 'output',
  outputShapes: () => ({}),
  run: () => ({}),
})
