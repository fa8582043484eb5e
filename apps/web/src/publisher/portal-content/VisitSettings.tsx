import type { PortalConfigProperties } from '@sluice/contracts'
import * as z from 'zod'
import { useService } from '../../shared/api-client/service.ts'
import { SelectField, TextAreaField } from '../../shared/forms/fields.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { ReadOnlyNotice } from '../../shared/ui/access/ReadOnlyNotice.tsx'
import { SettingForm } from '../editing/SettingForm.tsx'
import { portalContentWords } from './portal-content-words.ts'

const corsForm = z.object({ cors: z.object({ allowedOrigins: z.string() }) })
const cspForm = z.object({
  csp: z.object({
    mode: z.enum(['enabled', 'disabled', 'reportOnly']),
    reportUri: z.string(),
    allowedSources: z.string(),
  }),
})

const toLines = (values: readonly string[]) => values.join('\n')
const fromLines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** What other sites may do with the portal. */
export function VisitSettings() {
  const service = useService()
  const words = useWords(portalContentWords)
  const path = `${service.id}/portalconfigs/default`
  return (
    <>
      <ReadOnlyNotice needed="administrator" />
      <SettingForm
        title={words('cors')}
        description={words('corsText')}
        path={path}
        schema={corsForm}
        toForm={({ cors }: PortalConfigProperties) => ({ cors: { allowedOrigins: toLines(cors.allowedOrigins) } })}
        toProperties={({ cors }) => ({ cors: { allowedOrigins: fromLines(cors.allowedOrigins) } })}
      >
        {({ control }, isDisabled) => (
          <TextAreaField
            control={control}
            name="cors.allowedOrigins"
            label={words('origins')}
            hint={words('originsHint')}
            rows={3}
            isCode
            isDisabled={isDisabled}
          />
        )}
      </SettingForm>
      <SettingForm
        title={words('csp')}
        description={words('cspText')}
        path={path}
        schema={cspForm}
        toForm={({ csp }: PortalConfigProperties) => ({
          csp: { mode: csp.mode, reportUri: toLines(csp.reportUri), allowedSources: toLines(csp.allowedSources) },
        })}
        toProperties={({ csp }) => ({
          csp: {
            mode: csp.mode,
            reportUri: fromLines(csp.reportUri),
            allowedSources: fromLines(csp.allowedSources),
          },
        })}
      >
        {({ control }, isDisabled) => (
          <>
            <SelectField
              control={control}
              name="csp.mode"
              label={words('cspMode')}
              choices={[
                { value: 'disabled', label: words('cspDisabled') },
                { value: 'reportOnly', label: words('cspReportOnly') },
                { value: 'enabled', label: words('cspEnabled') },
              ]}
              isDisabled={isDisabled}
            />
            <TextAreaField
              control={control}
              name="csp.allowedSources"
              label={words('allowedSources')}
              hint={words('allowedSourcesHint')}
              rows={3}
              isCode
              isDisabled={isDisabled}
            />
            <TextAreaField
              control={control}
              name="csp.reportUri"
              label={words('reportUris')}
              hint={words('reportUrisHint')}
              rows={2}
              isCode
              isDisabled={isDisabled}
            />
          </>
        )}
      </SettingForm>
    </>
  )
}
