rm subject.yml
