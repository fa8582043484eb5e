import { AppError } from '@sluice/contracts'
import * as z from 'zod'
import { defineModule } from '../define-module.ts'

/** Where a call's rows enter the experiment. @see reference: AzureML, 4.1 */
export const webServiceInput = defineModule({
  id: 'web-service-input',
  title: 'Web service input',
  category: 'Web Service',
  summary: 'Takes the rows that a call sends.',
  inputs: {},
  outputs: { data: { type: 'table', title: 'Data' } },
  parameters: z.strictObject({
    name: z
      .string()
      .min(1)
      .max(100)
      .default('input1')
      .meta({ title: 'Name', description: 'Callers send this input by this name.' }),
  }),
  errors: ['InputEmpty'],
  webServicePort: 'input',
  outputShapes: () => ({ data: undefined }),
  run() {
    throw new AppError('InputEmpty', { input: 'Data' })
  },
})
