/** What the studio of the compatible service called a module, and ours that does the same. */
export interface ModuleFamily {
  readonly title: string
  /** Id of our module, which may not be part of this installation. */
  readonly module: string
  /** Names of parameters that are not the titles of ours. */
  readonly parameters?: Readonly<Record<string, string>>
  /** Names of ports that are not the titles of ours. */
  readonly ports?: Readonly<Record<string, string>>
}

const family = (title: string, names: Partial<ModuleFamily> = {}): ModuleFamily => ({
  title,
  module: title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
  ...names,
})

/** Workspace of the modules that everybody had. */
export const globalWorkspaceId = '506153734175476c4f62416c57734963'

/**
 * Modules by the id of their family, the middle part of a `ModuleId` such as
 * `506153734175476c4f62416c57734963.5cc7053eaa30450d96c0dae4be720977.v1-default-1562`. The ids are those of the public
 * reference pages and of exported experiments; a module that is missing here is told by its id when it is imported.
 * @see reference: AzureML, 3.9
 */
export const moduleFamilies: Readonly<Record<string, ModuleFamily>> = {
  // Data in and out
  '4e1b0fe6aded4b3fa36f39b8862b9004': family('Import Data', {
    parameters: {
      'Please Specify Data Source': 'source',
      'Please Specify Authentication Type': 'authentication',
      'Path to container or directory or blob': 'path',
      'Blob File format': 'fileFormat',
      'File has Header Row': 'hasHeader',
      'CSV or TSV has Header Row': 'hasHeader',
    },
  }),
  '7a391181b6a74ad4b82de419c0d6522c': family('Export Data'),
  faa6ba63383c4086ba587abf26b85814: family('Convert to CSV'),
  '1cdbcda42ece49088b87e6b636258d3d': family('Convert to TSV'),
  '72bf58e0fc874bb19704f1805003b975': family('Convert to Dataset'),

  // Manipulation
  '1ec722fab6234e26a44ea50c6d726223': family('Select Columns in Dataset'),
  '90381e8067c34d9987541db785b7ea37': family('Apply SQL Transformation', { ports: { Table1: 'table1' } }),
  d2c5ca2f732341a39b7eda917c99f0c4: family('Clean Missing Data'),
  '370b6676c11c486fbf7335349f842a66': family('Edit Metadata'),
  '124865f7e9014656adacf4cb08248099': family('Join Data', {
    parameters: {
      'Comma-separated case-sensitive names of join key columns for L': 'leftKeys',
      'Comma-separated case-sensitive names of join key columns for R': 'rightKeys',
    },
  }),
  '02016f47e4c34a069ae516c747389e34': family('Remove Duplicate Rows', {
    parameters: { 'Key column selection filter expression': 'keyColumns' },
  }),

  // Sample, split, scale
  a8726e341b3e4515b59a3e4a475654b8: family('Partition and Sample'),
  '70530644c97a4ab685f788bf30a8be5f': family('Split Data'),
  '986df33367484b85923d871df70d6aaf': family('Normalize Data'),
  '918b356b045c412baa1294a1d2dad90f': family('Filter Based Feature Selection'),

  // Statistics and text
  '2c57074f674f45deaad85d84e4726f04': family('Summarize Data'),
  c9a826602d9c411d81224d9e0b3ce92a: family('Feature Hashing', { parameters: { 'Target column': 'targetColumns' } }),
  bf9e794a9e2b4662902a0e73b255c135: family('Preprocess Text'),

  // Learners
  b0fd7660eeed43c5948720d9cc79ed5d: family('Two-Class Logistic Regression'),
  e3c522f853d948298ea45c6a6b75330c: family('Two-Class Boosted Decision Tree'),
  '5a7d5466992840c8a19cd5de4882c77e': family('Two-Class Decision Forest'),
  '12d8479b74b44e67b8ded32867380e20': family('Two-Class Support Vector Machine'),
  '1d195fe598cd4e1aa1c8076aaa3e02c3': family('Multiclass Logistic Regression'),
  '5e70108d2e4445d986e894f37c68fe86': family('Multiclass Decision Forest'),
  '7191efaeb4b14d03a6f87205f87be664': family('One-vs-All Multiclass'),
  '31960a6f789b4cf788d62e1152c0bd1a': family('Linear Regression'),
  '0207d2526c414c7784c373bdf1ac5960': family('Boosted Decision Tree Regression'),
  '562988b2e7404e3a8131358391bad755': family('Decision Forest Regression'),
  ee12de502b344145aec023e0485da308: family('Bayesian Linear Regression'),
  '5049a09bbd904c4e9b467c87e3a36810': family('K-Means Clustering'),

  // Train, score, evaluate
  '5cc7053eaa30450d96c0dae4be720977': family('Train Model'),
  '038d91b6c2f242a192151f2c20ed1b40': family('Tune Model Hyperparameters'),
  bb43c744f7fa41d0ae6774ae75da3ffd: family('Train Clustering Model'),
  '401b4f92e7244d5abe81d5b0ff9bdb33': family('Score Model'),
  '805e592d0f1f48eb97c9688ed0c1dc70': family('Apply Transformation'),
  '75fb875d6b864d468bcc74261ade5826': family('Cross-Validate Model', { module: 'cross-validate-model' }),
  '927d65ac3b504694990320f6c1672089': family('Evaluate Model'),

  // Scripts
  cdb56f957f4c404dbde75bb972e6f232: family('Execute Python Script'),
  '30806023392b42e094d66b775a6e0fd5': family('Execute R Script'),
  '314e34a8b24c4870afe62649b6fc7476': family('Create R Model'),
}

/** The family in an id of a module; undefined when there is none in it. */
export function familyIdOf(moduleId: string): string | undefined {
  const [, familyId = moduleId] = moduleId.split('.')
  const plain = familyId.toLowerCase().replaceAll('-', '')
  return /^[0-9a-f]{32}$/.test(plain) ? plain : undefined
}

const idsByModule = new Map(Object.entries(moduleFamilies).map(([id, { module }]) => [module, id]))

/** The id that the studio would have given to one of our modules; one of our own where it had none like it. */
export const toModuleId = (module: string): string => {
  const familyId = idsByModule.get(module)
  return familyId === undefined ? `sluice.${module}` : `${globalWorkspaceId}.${familyId}.v1-default-1`
}
