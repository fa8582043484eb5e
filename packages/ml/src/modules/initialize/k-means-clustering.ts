import { kMeansClusterer, kMeansParameters } from '../../learning/k-means-clusterer.ts'
import { untrainedModel, untrainedShape } from '../../learning/untrained-model.ts'
import { defineModule } from '../define-module.ts'

const id = 'k-means-clustering'

/** @see reference: AzureML, 4.5 */
export const kMeansClustering = defineModule({
  id,
  title: 'K-Means Clustering',
  category: 'Machine Learning / Initialize Model / Clustering',
  summary: 'Finds groups of rows that lie close together.',
  remarks: `Columns count by their size: normalize them first where their units differ. In place of a missing number stands
the mean of its column in training.

K-Means++ begins at rows drawn one after another, the likelier the farther (squared) they are from those before;
K-Means++Fast draws them from a sample of 50 rows a cluster, at least 1,000. First N begins at the first rows, Random at
the means of rows that were dealt out at random, Evenly at equal distances on the line from the least to the greatest
number of each column, Use label column at the means of the rows of each label. Under Cosine, centers are directions.
A cluster that loses all rows begins anew at the row farthest from its center.

A column marked as label is no feature. Fill missing values: it is one, and where it is missing the most frequent label
of the cluster is put in. Overwrite from closest to center: it becomes the label of the row closest to the center.`,
  inputs: {},
  outputs: { untrainedModel: { type: 'untrained-clustering-model', title: 'Untrained model' } },
  parameters: kMeansParameters,
  learner: kMeansClusterer,
  outputShapes: () => ({ untrainedModel: untrainedShape(id, 'clustering') }),
  run: (_, parameters) => ({ untrainedModel: untrainedModel(id, 'clustering', parameters) }),
})
