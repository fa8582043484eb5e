import * as z from 'zod'

const text = z.string()

const inputPort = z.object({
  Name: text,
  DataSourceId: text.nullish(),
  TrainedModelId: text.nullish(),
  TransformModuleId: text.nullish(),
})

const moduleNode = z.object({
  Id: text.min(1),
  ModuleId: text,
  Comment: text.nullish(),
  ModuleParameters: z
    .array(z.object({ Name: text, Value: text.nullish(), LinkedGlobalParameter: text.nullish() }))
    .nullish(),
  InputPortsInternal: z.array(inputPort).nullish(),
})

/** The graph of an experiment as the studio's clients know it; members that are not read are passed over. @see reference: AzureML, 3.9 */
export const classicGraph = z.object({
  ModuleNodes: z.array(moduleNode).max(10_000),
  EdgesInternal: z
    .array(z.object({ SourceOutputPortId: text, DestinationInputPortId: text }))
    .max(100_000)
    .nullish(),
  SerializedClientData: text.nullish(),
})
export type ClassicGraph = z.infer<typeof classicGraph>

const webServicePort = z.object({ Id: text.nullish(), PortId: text.nullish(), Name: text.nullish() })

export const classicWebService = z.object({
  Inputs: z.array(webServicePort).nullish(),
  Outputs: z.array(webServicePort).nullish(),
  Parameters: z
    .array(
      z.object({
        Name: text,
        Value: text.nullish(),
        ParameterDefinition: z
          .object({ HasDefaultValue: z.boolean().nullish(), DefaultValue: text.nullish(), Description: text.nullish() })
          .nullish(),
      }),
    )
    .nullish(),
  SerializedClientData: text.nullish(),
})
export type ClassicWebService = z.infer<typeof classicWebService>

/** `node:Port name` in its parts; names of ports may hold colons, ids of nodes do not. */
export function splitPortId(portId: string): { readonly node: string; readonly port: string } {
  const at = portId.indexOf(':')
  return at < 0 ? { node: portId, port: '' } : { node: portId.slice(0, at), port: portId.slice(at + 1) }
}

/** Node → place, from the XML in which the studio kept it. */
export function parsePositions(
  clientData: string | null | undefined,
): Map<string, { readonly x: number; readonly y: number }> {
  const positions = new Map<string, { readonly x: number; readonly y: number }>()
  const found = (clientData ?? '').matchAll(
    /<NodePosition Node=['"]([^'"]{1,200})['"] Position=['"]([-\d.]+),([-\d.]+)/g,
  )
  for (const [, node = '', x = '', y = ''] of found) {
    const place = { x: Number(x), y: Number(y) }
    if (Number.isFinite(place.x) && Number.isFinite(place.y)) positions.set(decodeXml(node), place)
  }
  return positions
}

export const writePositions = (
  positions: readonly { readonly node: string; readonly x: number; readonly y: number }[],
): string =>
  `<?xml version='1.0' encoding='utf-16'?><DataV1 xmlns:xsd='http://www.w3.org/2001/XMLSchema' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><Meta /><NodePositions>${positions
    .map(({ node, x, y }) => `<NodePosition Node='${encodeXml(node)}' Position='${x},${y},200,200'/>`)
    .join('')}</NodePositions><NodeGroups /></DataV1>`

const entities = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&apos;': "'", '&quot;': '"' } as const

const encodeXml = (value: string) =>
  value.replace(/[&<>'"]/g, (character) => Object.entries(entities).find(([, one]) => one === character)?.[0] ?? '')

const decodeXml = (value: string) =>
  value.replace(/&(?:amp|lt|gt|apos|quot);/g, (entity) => entities[entity as keyof typeof entities])
