/** Sentences and clauses are cut by `model/sentences.ts`, where the editor cuts them too; here they go under the name this room knows. */
export { clauses, sentences, type Stretch, wordCount } from '#model/sentences.ts'
