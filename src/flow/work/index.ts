export {
  b2Job,
  issueTogetherJob,
  mailJob,
  notifyAllJob,
  recheckJob,
  shopJobs,
  workOf,
} from './job-list.ts';
