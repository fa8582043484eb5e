import { globSync, readFileSync } from 'node:fs'
import { operationProperties } from '@sluice/contracts'
import { parseUrlTemplate } from '../packages/gateway/src/routing/url-template.ts'
import { readDefinition } from '../packages/management/src/import-formats/read-definition.ts'

const readTemplate = (t: string) => {
  const { template, faults } = parseUrlTemplate(t)
  return { parameterNames: template?.parameterNames ?? [], faults: faults.map((f) => f.message) }
}
for (const f of globSync('/tmp/wt/formats/node_modules/@readme/oas-examples/*/*/**/*.{json,yaml}').sort()) {
  const t = readFileSync(f, 'utf8')
  const s = performance.now()
  try {
    const r = await readDefinition('openapi', t, { readTemplate })
    const ms = performance.now() - s
    for (const o of r.operations) {
      const p = operationProperties.safeParse(o.properties)
      if (!p.success) console.log('CONTRACT', f, o.id, p.error.issues)
    }
    console.log(
      f.split('oas-examples/')[1],
      r.version,
      r.operations.length,
      r.tags.length,
      Object.keys(
        (r.schemas[0]?.document as any)?.components?.schemas ?? (r.schemas[0]?.document as any)?.definitions ?? {},
      ).length,
      ms.toFixed(0),
      r.notes.length,
      r.properties.serviceUrl,
    )
  } catch (e: any) {
    console.log('FAIL', f.split('oas-examples/')[1], e.faults ?? e)
  }
}
