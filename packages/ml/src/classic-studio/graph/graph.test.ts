import { experimentGraph } from '@sluice/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { modules } from '../../modules/index.ts'
import { modulesWithLearner } from '../../web-services/trained-graph.fixture.ts'
import { classicGraph, classicWebService } from './classic-graph.ts'
import { parseColumnPicker, writeColumnPicker } from './column-picker.ts'
import { exportGraph } from './export-graph.ts'
import { importGraph, type SavedThingFinder } from './import-graph.ts'

const workspace = 'f'.repeat(32)
const dataset = 'd'.repeat(32)
const find: SavedThingFinder = {
  dataset: (id) => (id.includes(dataset) ? dataset : undefined),
  trainedModel: () => undefined,
  transform: () => undefined,
}
const picker = (rule: object) =>
  encodeURIComponent(JSON.stringify({ isFilter: true, rules: [rule], ui: { withRules: true } }))

/** The tutorial’s experiment in the words of the studio, and a module that does not exist here. */
const tutorial = {
  graph: {
    ModuleNodes: [
      {
        Id: '19956206-a7a7-46db-8849-31aaebf9bea5-1',
        ModuleId: '506153734175476c4f62416c57734963.1ec722fab6234e26a44ea50c6d726223.v1-default-1730',
        Comment: 'Only the text',
        ModuleParameters: [
          {
            Name: 'Select Columns',
            Value: picker({ ruleType: 'ColumnNames', columns: ['Col2'], exclude: false }),
            ValueType: 'Literal',
            LinkedGlobalParameter: null,
          },
        ],
        InputPortsInternal: [
          {
            Name: 'Dataset',
            DataSourceId: `506153734175476c4f62416c57734963.${dataset}.v1`,
            TrainedModelId: null,
            TransformModuleId: null,
            NodeId: 'x',
          },
        ],
        OutputPortsInternal: [{ Name: 'Results dataset', NodeId: 'x', OutputType: null }],
      },
      {
        Id: 'hash',
        ModuleId: '506153734175476c4f62416c57734963.c9a826602d9c411d81224d9e0b3ce92a.v1-default-1589',
        Comment: '',
        ModuleParameters: [
          {
            Name: 'Target column',
            Value: picker({
              ruleType: 'ColumnTypes',
              columnTypes: ['String'],
              columnKinds: ['Feature'],
              exclude: false,
            }),
            LinkedGlobalParameter: null,
          },
          { Name: 'Hashing bitsize', Value: '3', LinkedGlobalParameter: 'Bits' },
          { Name: 'N-grams', Value: '99', LinkedGlobalParameter: null },
          { Name: 'Colour', Value: 'blue', LinkedGlobalParameter: null },
          { Name: 'Never set', Value: '', LinkedGlobalParameter: null },
        ],
        InputPortsInternal: [{ Name: 'Dataset', DataSourceId: null, NodeId: 'hash' }],
      },
      {
        Id: 'r-model',
        ModuleId: '506153734175476c4f62416c57734963.314e34a8b24c4870afe62649b6fc7476.v1-default-1607',
        ModuleParameters: [],
        InputPortsInternal: [{ Name: 'Dataset', DataSourceId: 'some.other', NodeId: 'r-model' }],
      },
      { Id: 'custom', ModuleId: '333533ce0e6e44b38365410aec94d7f2.49a7e36fb0724c25b0957334c2859a34.v1-default-707' },
    ],
    EdgesInternal: [
      {
        SourceOutputPortId: '19956206-a7a7-46db-8849-31aaebf9bea5-1:Results dataset',
        DestinationInputPortId: 'hash:Dataset',
      },
      { SourceOutputPortId: 'r-model:Untrained model', DestinationInputPortId: 'hash:Dataset' },
      { SourceOutputPortId: 'nowhere:x', DestinationInputPortId: 'hash:Dataset' },
    ],
    SerializedClientData:
      "<?xml version='1.0' encoding='utf-16'?><DataV1><Meta /><NodePositions><NodePosition Node='hash' Position='-17.5,320,200,200'/></NodePositions><NodeGroups /></DataV1>",
  },
  webService: {
    IsWebServiceExperiment: true,
    Inputs: [{ Id: 'in-1', PortId: 'hash:Dataset', Name: 'text' }],
    Outputs: [{ Id: 'out-1', PortId: 'hash:Transformed dataset', Name: 'features' }],
    Parameters: [
      {
        Name: 'Bits',
        Value: '',
        ParameterDefinition: { HasDefaultValue: true, DefaultValue: '3', ParameterType: 'Int' },
      },
      { Name: 'Unused', Value: '' },
    ],
    SerializedClientData: null,
  },
}
const read = () =>
  importGraph(
    { graph: classicGraph.parse(tutorial.graph), webService: classicWebService.parse(tutorial.webService) },
    modules,
    find,
  )

describe('importing an old experiment', () => {
  it('reads modules, parameters, connections, datasets, positions and web-service ports', () => {
    const { graph } = read()
    expect(graph.nodes).toEqual([
      {
        id: '19956206-a7a7-46db-8849-31aaebf9bea5-1',
        module: 'select-columns-in-dataset',
        parameters: { columns: { beginWith: 'none', rules: [{ action: 'include', by: 'names', names: ['Col2'] }] } },
        webServiceParameters: {},
        comment: 'Only the text',
      },
      {
        id: 'hash',
        module: 'feature-hashing',
        parameters: {
          targetColumns: {
            beginWith: 'none',
            rules: [{ action: 'include', by: 'type', type: 'string', kind: 'feature' }],
          },
          bitsize: 3,
        },
        webServiceParameters: { bitsize: 'Bits' },
        position: { x: -17.5, y: 320 },
      },
      {
        id: `506153734175476c4f62416c57734963.${dataset}.v1`.slice(0, 64),
        module: 'saved-dataset',
        parameters: { datasetId: dataset },
        webServiceParameters: {},
      },
      { id: 'in-1', module: 'web-service-input', parameters: { name: 'text' }, webServiceParameters: {} },
      { id: 'out-1', module: 'web-service-output', parameters: { name: 'features' }, webServiceParameters: {} },
    ])
    expect(graph.edges.map(({ from, to }) => `${from.port} > ${to.node}.${to.port}`)).toEqual([
      'dataset > 19956206-a7a7-46db-8849-31aaebf9bea5-1.dataset',
      'resultsDataset > hash.dataset',
      'data > hash.dataset',
      'transformedDataset > out-1.data',
    ])
    expect(graph.webServiceParameters).toEqual([{ name: 'Bits', defaultValue: '3' }])
  })

  it('lists what is missing with names and ids', () => {
    expect(read().missing).toEqual([
      {
        kind: 'parameter',
        node: 'hash',
        id: 'N-grams',
        title: 'Feature Hashing',
        reason: 'Too big: expected number to be <=10',
      },
      {
        kind: 'parameter',
        node: 'hash',
        id: 'Colour',
        title: 'Feature Hashing',
        reason: 'The module has no such parameter here.',
      },
      {
        kind: 'module',
        node: 'r-model',
        id: '506153734175476c4f62416c57734963.314e34a8b24c4870afe62649b6fc7476.v1-default-1607',
        title: 'Create R Model',
        reason: 'It does not exist here.',
      },
      {
        kind: 'module',
        node: 'custom',
        id: '333533ce0e6e44b38365410aec94d7f2.49a7e36fb0724c25b0957334c2859a34.v1-default-707',
        title: '',
        reason: 'It does not exist here.',
      },
      { kind: 'connection', node: 'nowhere', id: 'x', title: '', reason: 'There is no such port.' },
    ])
  })

  it('reads whatever stands in a graph without failing', () => {
    const port = fc.record({
      Name: fc.string(),
      DataSourceId: fc.option(fc.string()),
      TrainedModelId: fc.option(fc.string()),
    })
    const id = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('a', '__proto__', 'constructor'))
    const moduleId = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'x.c9a826602d9c411d81224d9e0b3ce92a',
        'sluice.constructor',
        'sluice.web-service-input',
        '__proto__.__proto__',
      ),
    )
    const node = fc.record({
      Id: id,
      ModuleId: moduleId,
      ModuleParameters: fc.array(
        fc.record({
          Name: fc.oneof(fc.string(), fc.constantFrom('Hashing bitsize', '__proto__')),
          Value: fc.option(fc.string()),
          LinkedGlobalParameter: fc.option(fc.string()),
        }),
      ),
      InputPortsInternal: fc.array(port),
    })
    const edge = fc.record({
      SourceOutputPortId: fc.string(),
      DestinationInputPortId: fc.oneof(fc.string(), fc.constant('a:Dataset')),
    })
    const web = fc.record({
      Inputs: fc.array(fc.record({ Id: fc.option(id), PortId: fc.option(fc.string()), Name: fc.option(fc.string()) })),
    })
    fc.assert(
      fc.property(
        fc.array(node),
        fc.array(edge),
        fc.string(),
        web,
        (ModuleNodes, EdgesInternal, SerializedClientData, WebService) => {
          const graph = classicGraph.parse({ ModuleNodes, EdgesInternal, SerializedClientData })
          const imported = importGraph({ graph, webService: classicWebService.parse(WebService) }, modules, find)
          expect(experimentGraph.parse(imported.graph)).toEqual(imported.graph)
        },
      ),
      { seed: 1, numRuns: 300 },
    )
  })
})

describe('exporting an experiment', () => {
  it('writes what an import reads', () => {
    const { graph } = read()
    const exported = exportGraph(graph, modules, workspace)
    const again = importGraph(
      { graph: classicGraph.parse(exported.Graph), webService: classicWebService.parse(exported.WebService) },
      modules,
      find,
    )
    expect(again.missing).toEqual([])
    const withoutIds = ({ nodes, edges }: typeof graph) => ({
      modules: nodes.map(({ module, parameters, webServiceParameters, position }) => ({
        module,
        parameters: modules[module as keyof typeof modules].parameters.parse(parameters),
        webServiceParameters,
        position,
      })),
      edges: edges.map(({ from, to }) => `${from.port} > ${to.port}`),
    })
    expect(withoutIds(again.graph)).toEqual(withoutIds(graph))
    expect(again.graph.webServiceParameters).toEqual(graph.webServiceParameters)
    expect(exported.Graph.ModuleNodes[1]).toMatchObject({
      ModuleId: '506153734175476c4f62416c57734963.c9a826602d9c411d81224d9e0b3ce92a.v1-default-1',
      ModuleParameters: [
        { Name: 'Target column' },
        { Name: 'Hashing bitsize', Value: '3', LinkedGlobalParameter: 'Bits' },
        { Name: 'N-grams', Value: '2' },
      ],
      InputPortsInternal: [{ Name: 'Dataset', DataSourceId: null }],
      OutputPortsInternal: [{ Name: 'Transformed dataset' }],
    })
    expect(exported.Graph.ModuleNodes[0]?.InputPortsInternal[0]?.DataSourceId).toBe(`${workspace}.${dataset}`)
  })

  it('names modules that the studio did not have by our own ids', () => {
    const graph = experimentGraph.parse({ nodes: [{ id: 'a', module: 'test-learner' }] })
    const exported = exportGraph(graph, modulesWithLearner, workspace)
    expect(exported.Graph.ModuleNodes[0]?.ModuleId).toBe('sluice.test-learner')
    const again = importGraph({ graph: classicGraph.parse(exported.Graph) }, modulesWithLearner, find)
    expect(again.graph.nodes).toMatchObject([{ id: 'a', module: 'test-learner' }])
  })
})

describe('column pickers', () => {
  it.each([
    [{ rules: [{ ruleType: 'AllColumns', exclude: false }] }, { beginWith: 'all', rules: [] }],
    [
      { rules: [{ ruleType: 'AllColumns' }, { ruleType: 'ColumnNames', columns: ['a'], exclude: true }] },
      { beginWith: 'all', rules: [{ action: 'exclude', by: 'names', names: ['a'] }] },
    ],
    [
      { rules: [{ ruleType: 'ColumnIndexes', columns: ['1-3', '5'], exclude: false }] },
      { beginWith: 'none', rules: [{ action: 'include', by: 'indexes', indexes: '1-3,5' }] },
    ],
    [
      { rules: [{ ruleType: 'ColumnTypes', columnTypes: ['Numeric'], columnKinds: ['All'], exclude: false }] },
      { beginWith: 'none', rules: [{ action: 'include', by: 'type', type: 'numeric', kind: 'all' }] },
    ],
  ])('reads %j', (given, expected) => {
    expect(parseColumnPicker(JSON.stringify(given))).toEqual(expected)
    expect(parseColumnPicker(encodeURIComponent(JSON.stringify(given)))).toEqual(expected)
    expect(parseColumnPicker(writeColumnPicker(expected as never))).toEqual(expected)
  })

  it.each([
    '',
    '3',
    '{',
    '%',
    '{"rules":1}',
    '{"rules":[{"ruleType":"Other"}]}',
    '{"rules":[{"ruleType":"ColumnTypes","columnTypes":["__proto__"]}]}',
  ])('takes %j for no picker', (text) => {
    expect(parseColumnPicker(text)).toBeUndefined()
  })
})
