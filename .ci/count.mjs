// Prints `N passed, N failed` from a vitest JSON report. Arguments: the report, and the exit code of the test command.
import { readFileSync } from 'node:fs';

const [file, status] = process.argv.slice(2);
let passed = 0;
let failed = 0;
try {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  for (const suite of report.testResults) {
    const tests = suite.assertionResults;
    passed += tests.filter((test) => test.status === 'passed').length;
    const rest = tests.filter((test) => test.status !== 'passed');
    for (const test of rest) console.log(`${test.status}: ${test.fullName}`);
    failed += rest.length;
    // A file that could not even be loaded has no tests of its own.
    if (suite.status === 'failed' && rest.length === 0) {
      console.log(`failed: ${suite.name}`);
      failed++;
    }
  }
} catch {
  console.log('no test report: checks or build failed before the tests');
}
if (Number(status) !== 0 && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
