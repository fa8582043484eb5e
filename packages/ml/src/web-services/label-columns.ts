import type { WebServiceDefinition } from '@sluice/contracts'

/**
 * Columns of the inputs that only tell what is to be predicted: marked as label, or the label of a model that the web
 * service scores with and a feature of none.
 */
export function labelColumns({ inputs, resources = [] }: WebServiceDefinition): ReadonlySet<string> {
  const trainings = resources.flatMap((resource) =>
    resource.kind === 'TrainedModel' && resource.shape.training !== undefined ? [resource.shape.training] : [],
  )
  const features = new Set(trainings.flatMap((training) => training.features.map(({ name }) => name)))
  const labels = new Set(trainings.flatMap(({ label }) => (label === undefined ? [] : [label.name])))
  const columns = inputs.flatMap(({ schema }) => schema)
  return new Set(
    columns
      .filter(({ name, roles }) => roles.includes('label') || (labels.has(name) && !features.has(name)))
      .map(({ name }) => name),
  )
}
